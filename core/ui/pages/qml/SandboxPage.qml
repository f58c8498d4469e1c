pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

// 沙箱消息: only in the sandbox.
AppPage {
    id: page

    required property SandboxViewModel vm

    viewModel: vm

    AppCard {
        visible: !Style.kiosk && page.vm.tender !== ""

        ListRow {
            objectName: "tenderSite"
            iconName: "globe"
            title: qsTr("示范招投标站点")
            subtitle: qsTr("扫码登录、签署、盖章、加密：%1").arg(page.vm.tender)
            onClicked: page.vm.visit(page.vm.tender)
        }
        ListRow {
            objectName: "console"
            iconName: "monitor"
            title: qsTr("审核控制台")
            subtitle: qsTr("账号 admin：%1").arg(page.vm.console)
            onClicked: page.vm.visit(page.vm.console)
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            wrapMode: Text.WrapAnywhere
            text: qsTr("控制台的初始密码：%1").arg(page.vm.passwordFile)
        }
    }
    RowLayout {
        Layout.fillWidth: true
        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("体验环境不会真正发送短信和邮件，内容都在这里。")
        }
        AppButton {
            objectName: "refresh"
            kind: "secondary"
            iconName: "refresh"
            text: qsTr("刷新")
            onClicked: page.vm.refresh()
        }
    }
    EmptyState {
        visible: page.vm.messages.state === "empty"
        text: qsTr("暂无数据")
    }
    Repeater {
        model: page.vm.messages

        AppCard {
            id: card

            required property string kind
            required property string to
            required property string text
            required property string when

            content: ColumnLayout {
                Layout.fillWidth: true
                RowLayout {
                    Layout.fillWidth: true
                    Badge {
                        text: card.kind === "sms" ? qsTr("短信") : qsTr("邮件")
                        kind: "info"
                    }
                    AppText {
                        Layout.fillWidth: true
                        muted: true
                        text: card.to
                    }
                    AppText {
                        muted: true
                        text: card.when
                    }
                }
                AppText {
                    Layout.fillWidth: true
                    text: card.text
                }
            }
        }
    }
}
