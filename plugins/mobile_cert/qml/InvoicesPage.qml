pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import MobileCert

// 我的发票 (M3.3.14)
AppPage {
    id: page

    required property InvoicesViewModel vm
    property string saved: ""

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    SegmentedTabs {
        objectName: "invoiceTabs"
        Layout.fillWidth: true
        titles: [qsTr("未开票"), qsTr("已开票")]
        index: page.vm.tab
        onSelected: index => page.vm.chooseTab(index)
    }
    EmptyState {
        visible: page.vm.invoices.state === "empty"
        iconName: "invoice"
        text: qsTr("暂无数据")
    }
    Repeater {
        model: page.vm.invoices

        AppCard {
            id: card

            required property int index
            required property string orderId
            required title
            required property string detail
            required property int cents
            required property string number

            objectName: "invoice" + index

            KeyValueList {
                entries: card.number !== ""
                    ? [{ key: qsTr("发票号码"), value: card.number }, { key: qsTr("订单"), value: card.detail }]
                    : [{ key: qsTr("订单"), value: card.detail }]
            }
            RowLayout {
                Layout.fillWidth: true
                MoneyText { cents: card.cents }
                Item { Layout.fillWidth: true }
                AppButton {
                    objectName: "invoiceAction" + card.index
                    kind: "secondary"
                    text: card.number !== "" ? qsTr("下载发票") : qsTr("重新开票")
                    onClicked: {
                        if (card.number === "") {
                            page.vm.request(card.orderId)
                            return
                        }
                        page.saved = card.orderId
                        saving.open()
                    }
                }
            }
        }
    }
    AppButton {
        visible: page.vm.invoices.hasMore
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("加载更多")
        onClicked: page.vm.more()
    }
    FileDialog {
        id: saving
        fileMode: FileDialog.SaveFile
        defaultSuffix: "pdf"
        nameFilters: [qsTr("PDF 文件 (*.pdf)")]
        onAccepted: page.vm.save(page.saved, selectedFile)
    }
}
