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
            titles: [qsTr("企业单位"), qsTr("个人")]
            index: step.vm.invoice.kind
            onSelected: index => step.vm.invoice.chooseKind(index)
        }
        AppButton {
            objectName: "fillInvoice"
            kind: "text"
            flush: true
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
            visible: step.vm.invoice.kind === 0
            field: step.vm.invoice.taxNumber
            label: qsTr("税号（统一社会信用代码）")
            maximumLength: 18
        }
        FormField {
            objectName: "invoiceIdNumber"
            visible: step.vm.invoice.kind === 1
            field: step.vm.invoice.idNumber
            label: qsTr("纳税人识别号（身份证号码，选填）")
            maximumLength: 18
        }
        FormField {
            objectName: "email"
            field: step.vm.invoice.email
            label: qsTr("接收邮箱")
        }
        AppCheckBox {
            objectName: "invoiceAgreed"
            Layout.fillWidth: true
            text: qsTr("同意收集以上信息：用于开具发票，邮箱地址用于接收发票文件")
            checked: step.vm.invoice.agreed
            onToggled: step.vm.invoice.agreed = checked
        }
    }
}
