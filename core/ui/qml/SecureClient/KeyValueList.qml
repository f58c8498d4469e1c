pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

// Names and values; side by side where there is room. Long values wrap anywhere (fingerprints, numbers).
Column {
    id: list

    property var entries: [] // [{key, value}]

    Layout.fillWidth: true
    spacing: Style.space(3)

    Repeater {
        model: list.entries

        Item {
            id: entry

            required property var modelData

            width: list.width
            implicitHeight: Style.compact ? name.height + value.height : Math.max(name.height, value.height)
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.key + "：" + modelData.value

            AppText {
                id: name

                width: Style.compact ? entry.width : entry.width * 0.3
                text: entry.modelData.key
                level: Style.compact ? "small" : "body"
                muted: true
                Accessible.ignored: true
            }
            AppText {
                id: value

                x: Style.compact ? 0 : entry.width * 0.3 + Style.space(4)
                y: Style.compact ? name.height : 0
                width: entry.width - x
                text: entry.modelData.value
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                Accessible.ignored: true
            }
        }
    }
}
