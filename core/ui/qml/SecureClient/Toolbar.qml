pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import SecureClient.Model

// What plugins add to the page in front: one line on a wide window, rows of tiles on a phone.
Rectangle {
    id: toolbar

    required property Shell shell
    readonly property int margin: Style.space(Style.compact ? 2 : 3)
    readonly property int columns: Math.max(1, Math.floor(flow.width / Style.space(20 * Style.body / 15)))

    objectName: "toolbar"
    implicitHeight: flow.implicitHeight + 2 * margin
    color: Style.surface
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("工具栏")

    Flow {
        id: flow

        anchors.horizontalCenter: parent.horizontalCenter
        y: toolbar.margin
        width: Math.min(parent.width - 2 * (Style.compact ? Style.space(2) : Style.pageMargin), Style.kiosk ? Style.space(220) : Style.space(190))
        spacing: Style.compact ? 0 : Style.space(2)

        Repeater {
            model: toolbar.shell.toolbar

            AbstractButton {
                id: tool

                required property string pageId
                required property string title
                required property string iconName

                objectName: "action_" + pageId
                width: Style.compact ? Math.floor(flow.width / toolbar.columns) : implicitWidth
                leftPadding: Style.space(Style.compact ? 1 : 3)
                rightPadding: leftPadding
                topPadding: Style.space(2)
                bottomPadding: topPadding
                hoverEnabled: true
                text: title
                Accessible.name: title
                Keys.onReturnPressed: tool.click()
                Keys.onEnterPressed: tool.click()
                onClicked: toolbar.shell.openAction(pageId)

                background: Rectangle {
                    radius: Style.radius
                    color: tool.down ? Style.accentSoft : tool.hovered ? Style.surfaceSunken : "transparent"
                    FocusRing { shown: tool.visualFocus; anchors.margins: 0 }
                }
                contentItem: GridLayout {
                    columns: Style.compact ? 1 : 2
                    columnSpacing: Style.space(2)
                    rowSpacing: Style.space(1)

                    AppIcon {
                        Layout.alignment: Qt.AlignCenter
                        iconName: tool.iconName
                        color: Style.accent
                    }
                    AppText {
                        Layout.fillWidth: true
                        Layout.minimumHeight: Style.compact ? 0 : Style.controlHeight - Style.space(4)
                        verticalAlignment: Text.AlignVCenter
                        horizontalAlignment: Style.compact ? Text.AlignHCenter : Text.AlignLeft
                        text: tool.title
                        level: Style.compact ? "small" : "body"
                        wrapMode: Text.NoWrap
                        elide: Text.ElideRight
                        lineHeight: 1
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Style.lineWidth
        color: Style.line
    }
}
