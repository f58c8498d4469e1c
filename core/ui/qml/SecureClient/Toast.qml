import QtQuick
import QtQuick.Layouts

// A short note that goes by itself after a time to read it.
Rectangle {
    id: toast

    property string text: ""
    property string kind: "info"

    function show(text: string, kind: string): void {
        toast.text = text
        toast.kind = kind
        toast.opacity = 1
        timer.interval = 2500 + 90 * text.length
        timer.restart()
    }

    objectName: "toast"
    z: 10
    width: Math.min(implicitWidth, (parent?.width ?? 400) - Style.space(8))
    implicitWidth: row.implicitWidth + Style.space(10)
    implicitHeight: row.implicitHeight + Style.space(6)
    radius: Style.radius
    color: Style.dark ? Style.surfaceRaised : Style.text
    border.width: Style.dark ? Style.lineWidth : 0
    border.color: Style.line
    opacity: 0
    visible: opacity > 0
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Behavior on opacity { NumberAnimation { duration: Style.motion } }

    RowLayout {
        id: row

        anchors.centerIn: parent
        width: Math.min(implicitWidth, toast.width - Style.space(10))
        spacing: Style.space(3)
        AppIcon {
            iconName: toast.kind === "info" ? "info" : toast.kind
            color: Style.dark ? Style.kindColor(toast.kind) : Style.accentInk
        }
        AppText {
            Layout.fillWidth: true
            text: toast.text
            color: Style.dark ? Style.text : Style.accentInk
        }
    }
    TapHandler { onTapped: toast.opacity = 0 }
    Timer {
        id: timer
        onTriggered: toast.opacity = 0
    }
}
