import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import MobileCert

// 订单详情
AppPage {
    id: page

    required property OrderViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    AppCard {
        RowLayout {
            Layout.fillWidth: true
            AppText {
                Layout.fillWidth: true
                level: "heading"
                text: page.vm.title
            }
            Badge {
                objectName: "orderState"
                text: page.vm.stateText
                kind: page.vm.stateKind
            }
        }
        AppText {
            objectName: "orderReason"
            Layout.fillWidth: true
            visible: page.vm.reason !== ""
            color: Style.danger
            text: page.vm.reason
        }
        KeyValueList { entries: page.vm.facts }
    }
    AppCard {
        title: qsTr("费用明细")

        KeyValueList { entries: page.vm.prices }
        RowLayout {
            Layout.fillWidth: true
            AppText {
                Layout.fillWidth: true
                text: qsTr("合计")
            }
            MoneyText { cents: page.vm.cents }
        }
    }
    AppButton {
        objectName: "orderAction"
        visible: page.vm.action !== ""
        Layout.fillWidth: true
        text: page.vm.actionText
        onClicked: page.vm.act()
    }
    AppButton {
        objectName: "saveForm"
        visible: page.vm.signed
        Layout.fillWidth: true
        kind: "secondary"
        iconName: "download"
        text: qsTr("下载申请表")
        onClicked: form.open()
    }
    AppButton {
        objectName: "saveInvoice"
        visible: page.vm.paid
        Layout.fillWidth: true
        kind: "secondary"
        iconName: "invoice"
        text: qsTr("下载发票")
        onClicked: invoice.open()
    }
    AppButton {
        objectName: "cancelOrder"
        visible: page.vm.cancellable
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("取消订单")
        onClicked: page.vm.cancel()
    }
    FileDialog {
        id: form
        fileMode: FileDialog.SaveFile
        defaultSuffix: "pdf"
        nameFilters: [qsTr("PDF 文件 (*.pdf)")]
        onAccepted: page.vm.saveForm(selectedFile)
    }
    FileDialog {
        id: invoice
        fileMode: FileDialog.SaveFile
        defaultSuffix: "pdf"
        nameFilters: [qsTr("PDF 文件 (*.pdf)")]
        onAccepted: page.vm.saveInvoice(selectedFile)
    }
}
