pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 注销账号 (M3.3.16)
AppPage {
    id: page

    required property ClosingViewModel vm

    function submit(): void {
        page.vm.request(password.text)
        password.clear()
    }

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    AppCard {
        visible: page.vm.dueText !== ""
        title: qsTr("已申请注销账号")

        AppText {
            objectName: "closingDue"
            Layout.fillWidth: true
            text: qsTr("将于 %1 生效，生效前可撤销申请。").arg(page.vm.dueText)
        }
        AppButton {
            objectName: "withdrawClosing"
            Layout.fillWidth: true
            text: qsTr("撤销注销申请")
            busy: page.vm.busy
            onClicked: page.vm.withdraw()
        }
    }
    AppCard {
        visible: page.vm.hindrance !== ""
        title: qsTr("暂时无法注销账号")

        RowLayout {
            Layout.fillWidth: true
            spacing: Style.space(3)
            AppIcon {
                Layout.alignment: Qt.AlignTop
                iconName: "error"
                color: Style.danger
            }
            AppText {
                objectName: "closingHindrance"
                Layout.fillWidth: true
                text: page.vm.hindrance
            }
        }
    }
    AppCard {
        title: qsTr("注销账号意味着")

        Repeater {
            model: page.vm.effects

            RowLayout {
                id: effect

                required property string modelData

                Layout.fillWidth: true
                spacing: Style.space(3)
                AppIcon {
                    Layout.alignment: Qt.AlignTop
                    iconName: "warning"
                    color: Style.warning
                }
                AppText {
                    Layout.fillWidth: true
                    text: effect.modelData
                }
            }
        }
    }
    AppCard {
        visible: page.vm.dueText === "" && page.vm.hindrance === ""

        AppTextField {
            id: password
            objectName: "password"
            secret: true
            label: qsTr("登录密码")
            error: page.vm.problem
            onAccepted: page.submit()
        }
        AppButton {
            objectName: "requestClosing"
            Layout.fillWidth: true
            kind: "danger"
            text: qsTr("申请注销")
            busy: page.vm.busy
            onClicked: page.submit()
        }
    }
}
