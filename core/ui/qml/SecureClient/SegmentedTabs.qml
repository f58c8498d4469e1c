pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

Rectangle {
    id: tabs

    property var titles: []
    property int index: 0

    signal selected(int index)

    Layout.fillWidth: true
    implicitWidth: row.implicitWidth + Style.space(2)
    implicitHeight: Style.controlHeight
    radius: Style.radius
    color: Style.surfaceSunken
    border.width: Style.contrast ? 2 : 0
    border.color: Style.line
    Accessible.role: Accessible.PageTabList

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.margins: Style.space(1)
        spacing: Style.space(1)

        Repeater {
            model: tabs.titles

            AbstractButton {
                id: tab

                required property int index
                required property string modelData

                objectName: "tab" + index
                Layout.fillWidth: true
                Layout.fillHeight: true
                text: modelData
                checked: index === tabs.index
                Accessible.role: Accessible.PageTab
                Accessible.name: modelData
                Accessible.selected: checked
                Keys.onReturnPressed: tab.click()
                onClicked: tabs.selected(index)

                background: Rectangle {
                    radius: Style.radius - 2
                    color: tab.checked ? Style.contrast ? Style.accent : Style.surfaceRaised : "transparent"
                    FocusRing { shown: tab.visualFocus; anchors.margins: 0 }
                }
                contentItem: AppText {
                    text: tab.text
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    font.weight: tab.checked ? Font.DemiBold : Font.Normal
                    color: tab.checked ? Style.contrast ? Style.accentInk : Style.accent : Style.textMuted
                    Accessible.ignored: true
                }
            }
        }
    }
}
