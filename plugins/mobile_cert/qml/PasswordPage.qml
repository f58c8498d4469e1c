import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 设置密码, 校验密码, 重置密码 (M3.3.2.2 to M3.3.2.4)
AppPage {
    id: page

    required property PasswordViewModel vm
    readonly property bool fresh: vm.setting || vm.resetting

    function submit(): void {
        page.vm.confirm(password.text, repeated.text)
        password.clear()
        repeated.clear()
    }

    viewModel: vm

    AppText {
        Layout.fillWidth: true
        level: "display"
        text: page.fresh ? qsTr("设置密码") : qsTr("请输入您的密码")
    }
    AppText {
        Layout.fillWidth: true
        muted: true
        text: "+86 " + page.vm.phone
    }
    AppCard {
        AppTextField {
            id: password
            objectName: "password"
            secret: true
            label: page.fresh ? qsTr("新密码") : qsTr("密码")
            help: page.fresh ? qsTr("8–16 位，至少包含大写字母、小写字母、数字、特殊字符中的三种") : ""
            error: page.vm.problem
            onAccepted: if (!page.fresh) page.submit()
        }
        AppTextField {
            id: repeated
            objectName: "repeated"
            visible: page.fresh
            secret: true
            label: qsTr("再次输入新密码")
            onAccepted: page.submit()
        }
        AppButton {
            objectName: "confirmPassword"
            Layout.fillWidth: true
            text: qsTr("确定")
            busy: page.vm.busy
            onClicked: page.submit()
        }
        AppButton {
            objectName: "forget"
            visible: !page.fresh
            Layout.fillWidth: true
            kind: "text"
            text: qsTr("忘记密码？")
            onClicked: page.vm.forget()
        }
    }
}
