pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

ColumnLayout {
    id: control

    property string label: ""
    property alias model: box.model
    property alias textRole: box.textRole
    property alias currentIndex: box.currentIndex
    property alias currentText: box.currentText

    signal activated(int index)

    Layout.fillWidth: true
    spacing: Style.space(1.5)

    AppText {
        Layout.fillWidth: true
        visible: control.label !== ""
        text: control.label
        level: "small"
        muted: true
        Accessible.ignored: true
    }
    ComboBox {
        id: box

        Layout.fillWidth: true
        implicitHeight: Style.controlHeight
        font.pixelSize: Style.body
        Accessible.name: control.label
        onActivated: index => control.activated(index)

        background: Rectangle {
            radius: Style.radius
            color: Style.surface
            border.width: box.visualFocus || box.popup.visible ? 2 : Style.lineWidth
            border.color: box.visualFocus || box.popup.visible ? Style.focus : box.hovered ? Style.lineStrong : Style.line
        }
        indicator: AppIcon {
            x: box.width - width - Style.space(3)
            y: (box.height - height) / 2
            iconName: "chevron-down"
            color: Style.textMuted
        }
        contentItem: Text {
            leftPadding: Style.space(3.5)
            rightPadding: Style.space(10)
            text: box.displayText
            textFormat: Text.PlainText
            elide: Text.ElideRight
            verticalAlignment: Text.AlignVCenter
            font: box.font
            color: Style.text
        }
        delegate: ItemDelegate {
            id: option

            required property int index

            width: box.width
            height: Style.controlHeight
            text: box.textAt(index)
            highlighted: box.highlightedIndex === index
            contentItem: Text {
                text: option.text
                textFormat: Text.PlainText
                elide: Text.ElideRight
                verticalAlignment: Text.AlignVCenter
                font.pixelSize: Style.body
                color: option.index === box.currentIndex ? Style.accent : Style.text
            }
            background: Rectangle {
                color: option.highlighted ? Style.accentSoft : "transparent"
            }
        }
        popup: Popup {
            y: box.height + Style.space(1)
            width: box.width
            implicitHeight: Math.min(contentItem.implicitHeight + 2 * padding, Style.controlHeight * 6)
            padding: Style.space(1)
            contentItem: ListView {
                clip: true
                implicitHeight: contentHeight
                model: box.popup.visible ? box.delegateModel : null
                currentIndex: box.highlightedIndex
            }
            background: Rectangle {
                radius: Style.radius
                color: Style.surfaceRaised
                border.width: Style.lineWidth
                border.color: Style.line
            }
        }
    }
}
