import QtQuick
import SecureClient
import CorePages

// 关于 (M3.2)
AppPage {
    id: page

    required property AboutViewModel vm

    viewModel: vm

    AppCard {
        ListRow {
            objectName: "version"
            iconName: "info"
            title: qsTr("当前版本")
            value: page.vm.version
            chevron: false
        }
        ListRow {
            objectName: "update"
            iconName: "download"
            title: qsTr("检查更新")
            onClicked: page.vm.open("core.update")
        }
    }
    SectionHeader { text: qsTr("协议与说明") }
    AppCard {
        ListRow {
            objectName: "userAgreement"
            iconName: "document"
            title: qsTr("用户协议")
            onClicked: page.vm.read("user_agreement")
        }
        ListRow {
            objectName: "privacyPolicy"
            iconName: "lock"
            title: qsTr("隐私策略")
            onClicked: page.vm.read("privacy_policy")
        }
        ListRow {
            objectName: "privacySummary"
            iconName: "list"
            title: qsTr("隐私策略摘要")
            onClicked: page.vm.read("privacy_summary")
        }
        ListRow {
            objectName: "description"
            iconName: "help"
            title: qsTr("应用说明")
            onClicked: page.vm.read("about")
        }
    }
    SectionHeader { text: qsTr("隐私与权限") }
    AppCard {
        ListRow {
            objectName: "permissions"
            iconName: "settings"
            title: qsTr("应用权限管理清单")
            onClicked: page.vm.open("core.permissions")
        }
        ListRow {
            objectName: "permissionUses"
            iconName: "clock"
            title: qsTr("应用权限使用清单")
            onClicked: page.vm.ledger("uses")
        }
        ListRow {
            objectName: "dataEntries"
            iconName: "pen"
            title: qsTr("个人信息收集动态清单")
            onClicked: page.vm.ledger("entries")
        }
        ListRow {
            objectName: "dataShared"
            iconName: "external"
            title: qsTr("个人信息第三方共享清单")
            onClicked: page.vm.ledger("shared")
        }
        ListRow {
            objectName: "personalData"
            iconName: "download"
            title: qsTr("下载个人信息")
            onClicked: page.vm.open("core.personal_data")
        }
        ListRow {
            objectName: "withdraw"
            iconName: "close"
            title: qsTr("撤回同意隐私策略")
            onClicked: page.vm.withdraw()
        }
    }
    SectionHeader { text: qsTr("其他") }
    AppCard {
        ListRow {
            objectName: "report"
            iconName: "message"
            title: qsTr("违法违规信息举报")
            onClicked: page.vm.open("core.report")
        }
        ListRow {
            objectName: "sandboxMessages"
            visible: page.vm.sandbox
            iconName: "flask"
            title: qsTr("沙箱消息")
            subtitle: qsTr("体验环境的短信、邮件、示范站点和控制台")
            onClicked: page.vm.open("core.sandbox")
        }
    }
}
