import QtQuick

// Drawn around the control that has the keyboard focus.
Rectangle {
    property bool shown: false
    property int corner: Style.radius

    anchors.fill: parent
    anchors.margins: -3
    radius: corner + 3
    color: "transparent"
    border.width: Style.focusWidth
    border.color: Style.focus
    visible: shown
}
