import QtQuick
import QtQuick.Layouts

// A legal text as Markdown: the product's own, or one from outside that went through core.ui.markdown.
Text {
    Layout.fillWidth: true
    textFormat: Text.MarkdownText
    wrapMode: Text.Wrap
    color: Style.text
    linkColor: Style.accent
    font.pixelSize: Style.body
    lineHeight: 1.4
}
