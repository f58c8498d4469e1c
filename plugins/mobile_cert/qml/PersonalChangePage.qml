import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 个人信息变更 (M3.3.11.21)
AppPage {
    id: page

    required property PersonalChangeViewModel vm

    viewModel: vm
    retryable: vm.codes.loadFailed
    onRetry: vm.codes.refreshPicture()

    EmptyState {
        objectName: "personalChangeDone"
        visible: page.vm.done
        iconName: "check"
        text: qsTr("个人信息变更成功。仍是原信息的证书会在“我的证书”中突出显示，请及时变更。")
    }
    AppButton {
        objectName: "showCertificates"
        visible: page.vm.done
        Layout.fillWidth: true
        text: qsTr("变更证书")
        onClicked: page.vm.showCertificates()
    }
    AppButton {
        objectName: "finishPersonalChange"
        visible: page.vm.done
        Layout.fillWidth: true
        kind: "secondary"
        text: qsTr("完成")
        onClicked: page.vm.finish()
    }
    AppText {
        visible: !page.vm.done
        Layout.fillWidth: true
        muted: true
        text: qsTr("您提交的信息仅用于实名认证及向 CA 机构申请数字证书，不会用于其他用途。")
    }
    AppText {
        visible: !page.vm.done
        Layout.fillWidth: true
        muted: true
        text: qsTr("手机号码也是登录账号；填写新号码时，验证码发送到新号码。")
    }
    IdCardForm {
        visible: !page.vm.done
        Layout.fillWidth: true
        vm: page.vm
    }
}
