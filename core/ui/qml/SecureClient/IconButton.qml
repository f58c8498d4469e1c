import QtQuick
import QtQuick.Controls.Basic

// A button with an icon only; its text is the accessible name and the tooltip.
AbstractButton {
    id: control

    property string iconName: ""
    property color iconColor: enabled ? Style.text : Style.textDisabled

    implicitWidth: Style.controlHeight
    implicitHeight: Style.controlHeight
    hoverEnabled: true
    Accessible.name: text
    Keys.onReturnPressed: control.click()
    Keys.onEnterPressed: control.click()
    ToolTip.visible: hovered && text !== "" && !Style.kiosk && !Style.compact
    ToolTip.delay: 600
    ToolTip.text: text

    background: Rectangle {
        radius: Style.radius
        color: control.down || control.checked ? Style.accentSoft : control.hovered ? Style.surfaceSunken : "transparent"
        FocusRing { shown: control.visualFocus }
    }
    contentItem: Item {
        AppIcon {
            anchors.centerIn: parent
            iconName: control.iconName
            color: control.iconColor
        }
    }
}
