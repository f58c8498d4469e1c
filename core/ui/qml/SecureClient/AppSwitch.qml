import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

// Text on the left, switch on the right, as a row of settings.
Switch {
    id: control

    Layout.fillWidth: true
    implicitHeight: Math.max(Style.controlHeight, label.implicitHeight + Style.space(2))
    Accessible.name: text

    indicator: Rectangle {
        x: control.width - width - control.rightPadding
        y: (control.height - height) / 2
        width: Style.space(11)
        height: Style.space(6)
        radius: height / 2
        color: control.checked ? Style.accent : Style.surfaceSunken
        border.width: control.checked ? 0 : 2
        border.color: Style.lineStrong

        Rectangle {
            x: control.checked ? parent.width - width - Style.space(1) : Style.space(1)
            anchors.verticalCenter: parent.verticalCenter
            width: Style.space(4)
            height: width
            radius: width / 2
            color: control.checked ? Style.accentInk : Style.lineStrong
            Behavior on x { NumberAnimation { duration: Style.motion } }
        }
        FocusRing { shown: control.visualFocus; corner: parent.radius }
    }
    contentItem: AppText {
        id: label

        rightPadding: control.indicator.width + Style.space(3)
        verticalAlignment: Text.AlignVCenter
        text: control.text
        Accessible.ignored: true
    }
}
