pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import SecureClient.Model

// The main places: a rail at the left of a wide window, a bar at the bottom of a narrow one.
Rectangle {
    id: places

    required property Shell shell
    property bool vertical: true

    signal appearanceRequested

    component Place: AbstractButton {
        id: place

        required property string iconName
        property bool current: false

        Layout.fillWidth: true
        implicitHeight: places.vertical ? Style.controlHeight : Style.controlHeight + Style.space(4)
        hoverEnabled: true
        Accessible.name: text
        Keys.onReturnPressed: place.click()
        background: Rectangle {
            anchors.fill: parent
            anchors.margins: places.vertical ? 0 : Style.space(1)
            radius: Style.radius
            color: place.current && places.vertical ? Style.accentSoft : place.hovered ? Style.surfaceSunken : "transparent"
            FocusRing { shown: place.visualFocus; anchors.margins: 0 }
        }
        contentItem: Item {
            GridLayout {
                anchors.verticalCenter: parent.verticalCenter
                anchors.horizontalCenter: places.vertical ? undefined : parent.horizontalCenter
                x: places.vertical ? Style.space(3) : 0
                width: places.vertical ? parent.width - Style.space(4) : Math.min(implicitWidth, parent.width)
                columns: places.vertical ? 2 : 1
                columnSpacing: Style.space(3)
                rowSpacing: Style.space(1)
                AppIcon {
                    Layout.alignment: Qt.AlignCenter
                    iconName: place.iconName
                    color: place.current ? Style.accent : Style.textMuted
                }
                AppText {
                    Layout.fillWidth: true
                    horizontalAlignment: places.vertical ? Text.AlignLeft : Text.AlignHCenter
                    text: place.text
                    level: places.vertical ? "body" : "small"
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    lineHeight: 1
                    font.weight: place.current ? Font.DemiBold : Font.Normal
                    color: place.current ? Style.accent : Style.textMuted
                    Accessible.ignored: true
                }
            }
        }
    }

    implicitWidth: Style.space(54)
    implicitHeight: Style.controlHeight + Style.space(6)
    color: Style.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("主导航")

    Rectangle {
        x: places.vertical ? parent.width - width : 0
        width: places.vertical ? Style.lineWidth : parent.width
        height: places.vertical ? parent.height : Style.lineWidth
        color: Style.line
    }
    GridLayout {
        anchors.fill: parent
        anchors.margins: places.vertical ? Style.space(4) : Style.space(1)
        flow: places.vertical ? GridLayout.TopToBottom : GridLayout.LeftToRight
        rows: places.vertical ? -1 : 1
        columns: places.vertical ? 1 : -1
        rowSpacing: Style.space(1)

        RowLayout {
            Layout.fillWidth: true
            Layout.bottomMargin: Style.space(6)
            Layout.topMargin: Style.space(2)
            visible: places.vertical
            spacing: Style.space(3)
            Rectangle {
                implicitWidth: Style.space(9)
                implicitHeight: Style.space(9)
                radius: Style.radius
                color: Style.accent
                AppIcon {
                    anchors.centerIn: parent
                    iconName: "shield"
                    color: Style.accentInk
                }
            }
            AppText {
                Layout.fillWidth: true
                text: qsTr("数字证书客户端")
                font.weight: Font.DemiBold
            }
        }
        Place {
            objectName: "place_core.home"
            text: qsTr("首页")
            iconName: "home"
            current: places.shell.navigator.depth <= 1
            onClicked: places.shell.go("core.home")
        }
        Repeater {
            model: places.vertical ? places.shell.tiles : null
            Place {
                required property string pageId
                required property string title

                objectName: "place_" + pageId
                text: title
                current: places.shell.navigator.pageId === pageId
                onClicked: places.shell.go(pageId)
            }
        }
        Item {
            visible: places.vertical
            Layout.fillHeight: true
        }
        Repeater {
            model: places.shell.entries
            Place {
                required property string pageId
                required property string title

                objectName: "place_" + pageId
                text: title
                current: places.shell.navigator.pageId === pageId
                onClicked: places.shell.go(pageId)
            }
        }
        Place {
            visible: places.vertical
            text: qsTr("显示设置")
            iconName: "contrast"
            objectName: "appearanceButtonRail"
            onClicked: places.appearanceRequested()
        }
    }
}
