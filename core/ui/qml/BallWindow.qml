pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import SecureClient
import SecureClient.Model

// 悬浮球: above all other windows; a click shows the tools, dragging moves it.
Window {
    id: window

    required property FloatingBall ball
    property bool placed: false // a place of the last run is given as x and y
    property bool open: false
    readonly property int margin: Style.space(2)

    function toggle(): void {
        window.open = !window.open
        if (window.open) {
            x = Math.max(Screen.virtualX, Math.min(x, Screen.virtualX + Screen.desktopAvailableWidth - width))
            y = Math.max(Screen.virtualY, Math.min(y, Screen.virtualY + Screen.desktopAvailableHeight - height))
        }
    }

    width: window.open ? panel.implicitWidth + 2 * margin : Style.space(14) + 2 * margin
    height: Style.space(14) + 2 * margin + (window.open ? panel.implicitHeight + margin : 0)
    flags: Qt.Tool | Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint
    color: "transparent"
    title: qsTr("悬浮球")
    onXChanged: moved.restart()
    onYChanged: moved.restart()
    Component.onCompleted: {
        if (!placed) {
            x = Screen.virtualX + Screen.desktopAvailableWidth - width - Style.space(6)
            y = Screen.virtualY + Screen.desktopAvailableHeight - height - Style.space(30)
        }
    }

    Timer {
        id: moved
        interval: 600
        onTriggered: window.ball.keepPlace(window.x, window.y)
    }
    AbstractButton {
        id: button

        objectName: "ball"
        x: window.margin
        y: window.margin
        width: Style.space(14)
        height: width
        hoverEnabled: true
        focus: true
        Accessible.name: window.open ? qsTr("收起工具") : qsTr("打开工具")
        Keys.onReturnPressed: window.toggle()
        Keys.onEscapePressed: window.open = false
        onClicked: window.toggle()
        background: Rectangle {
            radius: width / 2
            color: button.hovered || button.down ? Style.accentHover : Style.accent
            border.width: 2
            border.color: Style.accentInk
            FocusRing { shown: button.visualFocus; corner: parent.radius }
        }
        contentItem: Item {
            AppIcon {
                anchors.centerIn: parent
                iconName: window.open ? "close" : "shield"
                size: Style.space(7)
                color: Style.accentInk
            }
        }
        DragHandler {
            target: null
            onActiveChanged: if (active) window.startSystemMove()
        }
    }
    Rectangle {
        id: panel

        objectName: "ballTools"
        visible: window.open
        x: window.margin
        y: Style.space(14) + 2 * window.margin
        implicitWidth: Style.space(64)
        implicitHeight: tools.implicitHeight + 2 * window.margin
        radius: Style.radiusLarge
        color: Style.surface
        border.width: Style.lineWidth
        border.color: Style.line

        ColumnLayout {
            id: tools

            anchors.fill: parent
            anchors.margins: window.margin
            spacing: 0

            Repeater {
                model: window.ball.tools

                ListRow {
                    required property string pageId

                    required title
                    required iconName

                    objectName: "ballTool_" + pageId
                    bleed: window.margin
                    Keys.onEscapePressed: window.open = false
                    onClicked: {
                        window.open = false
                        window.ball.open(pageId)
                    }
                }
            }
        }
    }
}
