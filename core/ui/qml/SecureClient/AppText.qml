import QtQuick

// Text as it is: what comes from certificates, QR codes and servers is never interpreted as markup.
Text {
    property string level: "body" // display, title, heading, body, small
    property bool muted: false

    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    color: !enabled ? Style.textDisabled : muted ? Style.textMuted : Style.text
    font.pixelSize: level === "display" ? Style.display : level === "title" ? Style.title : level === "heading" ? Style.heading
        : level === "small" ? Style.small : Style.body
    font.weight: level === "display" || level === "title" || level === "heading" ? Font.DemiBold : Font.Normal
    // set, not bound: the height of lines can change their number again while the text is laid out; where text is elided
    // it does so without end, so there the height is the user's matter
    onLineCountChanged: if (elide === Text.ElideNone) lineHeight = lineCount < 2 ? 1 : level === "body" || level === "small" ? 1.35 : 1.2
    Accessible.role: level === "display" || level === "title" || level === "heading" ? Accessible.Heading : Accessible.StaticText
    Accessible.name: text
}
