import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

// A modal card in the middle; on a phone at the bottom edge, full width.
Popup {
    id: dialog

    property string title: ""
    property string iconName: ""
    property color iconColor: Style.accent
    default property alias body: column.data

    parent: Overlay.overlay
    width: Style.compact ? parent.width : Math.min(parent.width - Style.space(16), Style.space(Style.kiosk ? 140 : 112))
    height: Math.min(implicitHeight, parent.height - Style.space(8))
    x: Math.round((parent.width - width) / 2)
    y: Style.compact ? parent.height - height : Math.round((parent.height - height) / 2)
    padding: Style.space(6)
    modal: true
    focus: true
    closePolicy: Popup.CloseOnEscape

    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Style.motion }
    }
    exit: Transition {
        NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Style.motion }
    }
    Overlay.modal: Rectangle { color: Style.scrim }
    background: Rectangle {
        radius: Style.radiusLarge
        color: Style.surfaceRaised
        border.width: Style.contrast || Style.dark ? Style.lineWidth : 0
        border.color: Style.line
    }
    contentItem: ColumnLayout {
        id: column

        spacing: Style.space(4)
        Accessible.role: Accessible.Dialog
        Accessible.name: dialog.title

        RowLayout {
            Layout.fillWidth: true
            spacing: Style.space(3)
            visible: dialog.title !== ""
            AppIcon {
                visible: dialog.iconName !== ""
                iconName: dialog.iconName
                color: dialog.iconColor
            }
            AppText {
                Layout.fillWidth: true
                text: dialog.title
                level: "heading"
            }
        }
    }
}
