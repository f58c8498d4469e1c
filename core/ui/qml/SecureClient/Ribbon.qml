import QtQuick

// A strip over the whole width that says in which unusual state the program runs.
Rectangle {
    id: ribbon

    property string text: ""
    property string kind: "warning"

    implicitHeight: visible ? label.implicitHeight + Style.space(2) : 0
    color: Style.kindSoft(kind)
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    AppText {
        id: label

        anchors.centerIn: parent
        width: parent.width - Style.space(8)
        horizontalAlignment: Text.AlignHCenter
        text: ribbon.text
        level: "small"
        font.weight: Font.Medium
        color: Style.kindColor(ribbon.kind)
        Accessible.ignored: true
    }
}
