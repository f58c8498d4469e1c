import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 实名认证 (M3.3.4)
AppPage {
    id: page

    required property RealNameViewModel vm

    viewModel: vm
    retryable: vm.codes.loadFailed
    onRetry: vm.codes.refreshPicture()

    EmptyState {
        objectName: "realNameDone"
        visible: page.vm.done
        iconName: "check"
        text: qsTr("实名认证已完成")
    }
    AppButton {
        objectName: "associate"
        visible: page.vm.done
        Layout.fillWidth: true
        text: qsTr("立即关联机构")
        onClicked: page.vm.associate()
    }
    AppButton {
        objectName: "finishRealName"
        visible: page.vm.done
        Layout.fillWidth: true
        kind: "secondary"
        text: qsTr("完成")
        onClicked: page.vm.finish()
    }
    AppCard {
        visible: !page.vm.agreementRead && !page.vm.done
        title: qsTr("实名认证")

        AppText {
            Layout.fillWidth: true
            text: qsTr("您提交的信息仅用于实名认证及向 CA 机构申请数字证书，不会用于其他用途。")
        }
        AppButton {
            objectName: "readRealNameAgreement"
            kind: "text"
            flush: true
            text: qsTr("《实名认证服务协议》")
            onClicked: page.vm.readAgreement()
        }
        AppButton {
            objectName: "beginRealName"
            Layout.fillWidth: true
            text: qsTr("同意协议，开始认证")
            onClicked: page.vm.begin()
        }
    }
    IdCardForm {
        visible: page.vm.agreementRead && !page.vm.done
        vm: page.vm
    }
}
