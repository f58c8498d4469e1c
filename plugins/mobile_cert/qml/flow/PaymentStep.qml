import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    AppCard {
        title: qsTr("选择支付方式")

        RowLayout {
            Layout.fillWidth: true
            spacing: Style.space(3)
            AppButton {
                objectName: "payWechat"
                Layout.fillWidth: true
                kind: "secondary"
                text: qsTr("微信支付")
                enabled: !step.vm.payment.paid
                onClicked: step.vm.payment.pay(0)
            }
            AppButton {
                objectName: "payAlipay"
                Layout.fillWidth: true
                kind: "secondary"
                text: qsTr("支付宝")
                enabled: !step.vm.payment.paid
                onClicked: step.vm.payment.pay(1)
            }
        }
        QrImage {
            visible: step.vm.payment.state === "pending"
            Layout.alignment: Qt.AlignHCenter
            source: step.vm.payment.qrSource
            name: qsTr("支付二维码")
        }
        AppText {
            Layout.fillWidth: true
            visible: step.vm.payment.state === "pending"
            horizontalAlignment: Text.AlignHCenter
            muted: true
            text: qsTr("请扫码支付，或打开收银台完成支付")
        }
        AppButton {
            objectName: "openCashier"
            visible: step.vm.payment.state === "pending"
            Layout.fillWidth: true
            iconName: "external"
            text: qsTr("打开收银台")
            onClicked: step.vm.payment.openCashier()
        }
        EmptyState {
            objectName: "paid"
            visible: step.vm.payment.paid
            iconName: "check"
            text: qsTr("支付成功")
        }
        AppText {
            Layout.fillWidth: true
            visible: step.vm.payment.state === "failed" || step.vm.payment.state === "expired"
            color: Style.danger
            text: step.vm.payment.state === "failed" ? qsTr("支付失败，请重新选择支付方式。") : qsTr("支付已超时，请重新选择支付方式。")
        }
        AppButton {
            objectName: "payLater"
            visible: !step.vm.payment.paid
            kind: "text"
            text: qsTr("暂不支付，返回首页")
            onClicked: step.vm.later()
        }
    }
}
