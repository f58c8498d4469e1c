pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    AppCard {
        title: qsTr("订单信息")

        KeyValueList {
            objectName: "orderFacts"
            // there is place for the code or for this
            visible: Style.kiosk || step.vm.payment.transferring || step.vm.payment.state !== "pending"
            entries: step.vm.payment.facts
        }
        RowLayout {
            Layout.fillWidth: true
            AppText {
                Layout.fillWidth: true
                text: qsTr("总金额")
            }
            MoneyText {
                objectName: "amountDue"
                cents: step.vm.payment.cents
            }
        }
    }
    AppCard {
        title: step.vm.payment.transferOnly ? qsTr("对公打款支付") : qsTr("选择支付方式")

        AppText {
            Layout.fillWidth: true
            visible: step.vm.payment.transferOnly && !step.vm.payment.paid
            text: qsTr("请使用银行转账方式支付费用，支付完成后填写付款信息进行核验。")
        }
        ColumnLayout {
            visible: !step.vm.payment.transferOnly && !step.vm.payment.paid
            Layout.fillWidth: true
            spacing: Style.space(1)

            Repeater {
                model: [["payWechat", qsTr("微信支付")], ["payAlipay", qsTr("支付宝")], ["payBank", qsTr("银行转账")]]

                AppRadio {
                    required property int index
                    required property var modelData

                    objectName: modelData[0]
                    text: modelData[1]
                    checked: step.vm.payment.channelIndex === index
                    enabled: !step.vm.busy
                    onClicked: step.vm.payment.choose(index)
                }
            }
        }
        AppButton {
            objectName: "goPay"
            visible: !step.vm.payment.transferring && !step.vm.payment.paid && step.vm.payment.state !== "pending"
            Layout.fillWidth: true
            text: qsTr("去支付")
            busy: step.vm.busy
            onClicked: step.vm.payment.pay()
        }
        ColumnLayout {
            Layout.fillWidth: true
            visible: step.vm.payment.transferring && !step.vm.payment.paid
            spacing: Style.space(3)

            KeyValueList {
                objectName: "bankAccount"
                entries: step.vm.payment.account
            }
            AppTextField {
                id: payerName
                objectName: "payerName"
                label: qsTr("付款银行开户名")
                maximumLength: 100
            }
            AppTextField {
                id: payerAccount
                objectName: "payerAccount"
                label: qsTr("付款银行账号")
                inputMethodHints: Qt.ImhDigitsOnly
                maximumLength: 40
            }
            FormField {
                objectName: "paidOn"
                field: step.vm.payment.paidOn
                label: qsTr("付款日期")
                maximumLength: 10
            }
            AppButton {
                objectName: "transferred"
                Layout.fillWidth: true
                text: step.vm.payment.transferOnly ? qsTr("已支付，立即核验") : qsTr("我已转账，提交核对")
                enabled: !step.vm.busy && payerName.text.trim() !== "" && payerAccount.text.trim() !== ""
                onClicked: step.vm.payment.transfer(payerName.text, payerAccount.text)
            }
            AppText {
                objectName: "transferWaits"
                Layout.fillWidth: true
                visible: step.vm.payment.state === "pending"
                muted: true
                text: qsTr("已提交，工作人员核对到账后自动继续；也可先返回首页。")
            }
        }
        QrImage {
            visible: step.vm.payment.state === "pending" && !step.vm.payment.transferring
            Layout.alignment: Qt.AlignHCenter
            source: step.vm.payment.qrSource
            name: qsTr("支付二维码")
        }
        AppText {
            Layout.fillWidth: true
            visible: step.vm.payment.state === "pending" && !step.vm.payment.transferring
            horizontalAlignment: Text.AlignHCenter
            muted: true
            text: qsTr("请扫码支付，或打开收银台完成支付")
        }
        AppButton {
            objectName: "openCashier"
            visible: step.vm.payment.state === "pending" && !step.vm.payment.transferring
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
            Layout.fillWidth: true
            kind: "text"
            text: qsTr("暂不支付，返回首页")
            onClicked: step.vm.later()
        }
    }
}
