import QtQuick
import QtQuick.Controls.Basic

Button {
    id: control

    property string kind: "primary" // primary, secondary, text, danger
    property string iconName: ""
    property bool busy: false
    // of kind text: the text stands in line with what is above it, the surface reaches beyond
    property bool flush: false
    readonly property color ink: !enabled ? Style.textDisabled : kind === "primary" ? Style.accentInk
        : kind === "danger" ? Style.dangerInk : Style.accent

    implicitHeight: Style.controlHeight
    leftPadding: flush ? 0 : rightPadding
    rightPadding: kind === "text" ? Style.space(3) : Style.space(6)
    leftInset: flush ? -rightPadding : 0
    spacing: Style.space(2)
    font.pixelSize: Style.body
    font.weight: Font.DemiBold
    opacity: busy ? 0.8 : 1
    Accessible.name: text

    Keys.onReturnPressed: control.click()
    Keys.onEnterPressed: control.click()

    background: Rectangle {
        radius: Style.radius
        color: {
            if (control.kind === "text" || control.kind === "secondary")
                return control.down ? Style.accentSoft : control.hovered && control.enabled ? Style.accentSoft
                    : control.kind === "secondary" ? Style.surface : "transparent"
            if (!control.enabled)
                return Style.surfaceSunken
            if (control.kind === "danger")
                return control.down ? Qt.darker(Style.danger, 1.2) : control.hovered ? Qt.darker(Style.danger, 1.1) : Style.danger
            return control.down ? Style.accentPressed : control.hovered ? Style.accentHover : Style.accent
        }
        border.width: control.kind === "secondary" || (Style.contrast && control.kind !== "text") ? Style.lineWidth : 0
        border.color: control.enabled && control.kind === "secondary" ? Style.accent : Style.line

        Behavior on color { ColorAnimation { duration: Style.motion } }
        FocusRing { shown: control.visualFocus }
    }

    contentItem: Item {
        id: body

        readonly property int symbolWidth: control.iconName !== "" || control.busy ? Style.iconSize + control.spacing : 0

        implicitWidth: label.implicitWidth + symbolWidth
        implicitHeight: label.implicitHeight

        Row {
            id: content

            anchors.centerIn: parent
            spacing: control.spacing

            Spinner {
                anchors.verticalCenter: parent.verticalCenter
                visible: control.busy
                running: control.busy
                size: Style.iconSize
                color: control.ink
            }
            AppIcon {
                anchors.verticalCenter: parent.verticalCenter
                visible: control.iconName !== "" && !control.busy
                iconName: control.iconName
                color: control.ink
            }
            Text {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                visible: text !== ""
                width: Math.min(implicitWidth, control.availableWidth - body.symbolWidth)
                text: control.text
                textFormat: Text.PlainText
                elide: Text.ElideRight
                font: control.font
                color: control.ink
            }
        }
    }
}
