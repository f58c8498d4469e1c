pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

// Names and values; side by side where there is room. Long values wrap anywhere (fingerprints, numbers).
ColumnLayout {
    id: list

    property var entries: [] // [{key, value}]

    Layout.fillWidth: true
    spacing: Style.space(3)

    Repeater {
        model: list.entries

        GridLayout {
            id: entry

            required property var modelData

            Layout.fillWidth: true
            columns: Style.compact ? 1 : 2
            columnSpacing: Style.space(4)
            rowSpacing: Style.space(0.5)
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.key + "：" + modelData.value

            AppText {
                Layout.preferredWidth: Style.compact ? -1 : list.width * 0.3
                Layout.fillWidth: Style.compact
                Layout.alignment: Qt.AlignTop
                text: entry.modelData.key
                level: Style.compact ? "small" : "body"
                muted: true
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                text: entry.modelData.value
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                Accessible.ignored: true
            }
        }
    }
}
