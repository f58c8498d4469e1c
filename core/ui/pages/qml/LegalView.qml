import QtQuick
import QtQuick.Layouts
import SecureClient

// A text of the product itself; only these are shown as Markdown, texts from outside never are.
Text {
    Layout.fillWidth: true
    textFormat: Text.MarkdownText
    wrapMode: Text.Wrap
    color: Style.text
    linkColor: Style.accent
    font.pixelSize: Style.body
    lineHeight: 1.4
}
