pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import CorePages

// 设置 (M3.5.7)
AppPage {
    id: page

    required property SettingsViewModel vm

    viewModel: vm

    SectionHeader { text: qsTr("显示") }
    AppCard {
        AppearanceSettings { appearance: page.vm.appearance }
    }
    SectionHeader {
        visible: tools.visible
        text: qsTr("工具")
    }
    AppCard {
        id: tools

        visible: page.vm.ballPossible || page.vm.entries.count > 0

        AppSwitch {
            objectName: "floatingBall"
            visible: page.vm.ballPossible
            text: qsTr("启用悬浮球")
            checked: page.vm.ballOn
            onToggled: page.vm.switchBall(checked)
        }
        AppText {
            Layout.fillWidth: true
            visible: page.vm.ballPossible
            muted: true
            level: "small"
            text: qsTr("始终显示在其他窗口之上，点击可快速打开各项功能。")
        }
        Repeater {
            model: page.vm.entries

            ListRow {
                required property string pageId

                required title
                required iconName

                objectName: "setting_" + pageId
                onClicked: page.vm.open(pageId)
            }
        }
    }
    SectionHeader { text: qsTr("运行日志") }
    AppCard {
        AppSwitch {
            objectName: "logOn"
            text: qsTr("启用日志")
            checked: page.vm.logOn
            onToggled: page.vm.switchLog(checked)
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            level: "small"
            text: qsTr("用于排查问题，默认关闭。日志不包含 PIN、密码、密钥和验证码，手机号等信息已遮盖。")
        }
        ListRow {
            objectName: "exportLog"
            iconName: "download"
            enabled: page.vm.logSize !== ""
            title: qsTr("导出日志")
            value: page.vm.logSize
            onClicked: saving.open()
        }
        ListRow {
            objectName: "clearLog"
            iconName: "trash"
            enabled: page.vm.logSize !== ""
            title: qsTr("清除日志")
            chevron: false
            onClicked: page.vm.clearLog()
        }
    }
    SectionHeader { text: qsTr("帮助") }
    AppCard {
        ListRow {
            objectName: "diagnostics"
            iconName: "search"
            title: qsTr("诊断")
            subtitle: qsTr("检查读卡器、驱动、网络和服务")
            onClicked: page.vm.open("core.diagnostics")
        }
        ListRow {
            objectName: "revocation"
            iconName: "help"
            title: qsTr("注销数字证书")
            subtitle: qsTr("什么时候、怎样注销")
            onClicked: page.vm.explainRevocation()
        }
        ListRow {
            objectName: "goHome"
            iconName: "home"
            title: qsTr("返回应用首页")
            onClicked: page.vm.goHome()
        }
    }
    FileDialog {
        id: saving
        fileMode: FileDialog.SaveFile
        defaultSuffix: "zip"
        onAccepted: page.vm.exportLog(selectedFile)
    }
}
