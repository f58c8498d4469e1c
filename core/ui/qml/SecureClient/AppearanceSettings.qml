import QtQuick
import QtQuick.Layouts
import SecureClient.Model

// Theme, large type, motion and language; at once and kept.
ColumnLayout {
    id: settings

    required property Appearance appearance
    readonly property var themes: ["light", "dark", "contrast"]

    Layout.fillWidth: true
    spacing: Style.space(3)

    AppText {
        text: qsTr("主题")
        level: "small"
        muted: true
    }
    SegmentedTabs {
        objectName: "themeTabs"
        titles: [qsTr("浅色"), qsTr("深色"), qsTr("高对比度")]
        index: settings.themes.indexOf(settings.appearance.theme)
        onSelected: index => settings.appearance.setTheme(settings.themes[index])
    }
    AppSwitch {
        objectName: "largeType"
        text: qsTr("大字号（适老化）")
        checked: settings.appearance.largeType
        onToggled: settings.appearance.setLargeType(checked)
    }
    AppSwitch {
        objectName: "reducedMotion"
        text: qsTr("减少动画")
        checked: settings.appearance.reducedMotion
        onToggled: settings.appearance.setReducedMotion(checked)
    }
    AppText {
        text: qsTr("语言")
        level: "small"
        muted: true
    }
    SegmentedTabs {
        objectName: "languageTabs"
        titles: ["简体中文", "English"]
        index: settings.appearance.language === "en" ? 1 : 0
        onSelected: index => settings.appearance.setLanguage(index === 1 ? "en" : "zh_CN")
    }
}
