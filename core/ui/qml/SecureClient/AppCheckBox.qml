import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

CheckBox {
    id: control

    Layout.fillWidth: true
    implicitHeight: Math.max(Style.controlHeight, label.implicitHeight + Style.space(2))
    spacing: Style.space(3)
    font.pixelSize: Style.body
    Accessible.name: text

    indicator: Rectangle {
        x: control.leftPadding
        y: (control.height - height) / 2
        width: Style.iconSize
        height: Style.iconSize
        radius: Style.radius / 2
        color: control.checked ? Style.accent : Style.surface
        border.width: control.checked ? 0 : 2
        border.color: control.enabled ? Style.lineStrong : Style.line

        AppIcon {
            anchors.centerIn: parent
            visible: control.checked
            iconName: "check"
            size: parent.width - 4
            color: Style.accentInk
        }
        FocusRing { shown: control.visualFocus; corner: parent.radius }
    }
    contentItem: AppText {
        id: label

        leftPadding: control.indicator.width + control.spacing
        verticalAlignment: Text.AlignVCenter
        text: control.text
        enabled: control.enabled
        Accessible.ignored: true
    }
}
