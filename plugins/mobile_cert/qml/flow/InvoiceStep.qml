import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    AppCard {
        title: qsTr("开票信息")

        SegmentedTabs {
            objectName: "invoiceKind"
            titles: [qsTr("个人"), qsTr("企业单位")]
            index: step.vm.invoice.kind
            onSelected: index => step.vm.invoice.chooseKind(index)
        }
        AppButton {
            objectName: "fillInvoice"
            visible: step.vm.invoice.fillable
            kind: "text"
            text: qsTr("获取开票信息")
            onClicked: step.vm.invoice.fill()
        }
        FormField {
            objectName: "invoiceTitle"
            field: step.vm.invoice.heading
            label: qsTr("发票抬头")
        }
        FormField {
            objectName: "taxNumber"
            visible: step.vm.invoice.kind === 1
            field: step.vm.invoice.taxNumber
            label: qsTr("税号")
            maximumLength: 18
        }
        FormField {
            objectName: "email"
            field: step.vm.invoice.email
            label: qsTr("接收邮箱")
        }
    }
}
