import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property ApplyViewModel vm

    AppCard {
        title: qsTr("开票信息")

        SegmentedTabs {
            objectName: "invoiceKind"
            titles: [qsTr("个人"), qsTr("企业单位")]
            index: step.vm.invoiceKind
            onSelected: index => step.vm.chooseInvoiceKind(index)
        }
        FormField {
            objectName: "invoiceTitle"
            field: step.vm.invoiceTitle
            label: qsTr("发票抬头")
        }
        FormField {
            objectName: "taxNumber"
            visible: step.vm.invoiceKind === 1
            field: step.vm.taxNumber
            label: qsTr("税号")
            maximumLength: 18
        }
        FormField {
            objectName: "email"
            field: step.vm.email
            label: qsTr("接收邮箱")
        }
    }
}
