import QtQuick

Rectangle {
    id: badge

    property string text: ""
    property string kind: "neutral" // neutral, info, success, warning, danger

    implicitWidth: label.implicitWidth + Style.space(4)
    implicitHeight: label.implicitHeight + Style.space(1)
    radius: height / 2
    color: Style.kindSoft(kind)
    border.width: Style.contrast ? 2 : 0
    border.color: Style.kindColor(kind)

    AppText {
        id: label

        anchors.centerIn: parent
        text: badge.text
        level: "small"
        wrapMode: Text.NoWrap
        lineHeight: 1.1
        font.weight: Font.Medium
        color: Style.kindColor(badge.kind)
    }
}
