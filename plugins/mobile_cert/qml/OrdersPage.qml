pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 我的订单 (M3.3.13)
AppPage {
    id: page

    required property OrdersViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    RowLayout {
        Layout.fillWidth: true
        SegmentedTabs {
            objectName: "orderTabs"
            Layout.fillWidth: true
            titles: [qsTr("全部"), qsTr("待支付"), qsTr("审核中"), qsTr("已完成")]
            index: page.vm.tab
            onSelected: index => page.vm.chooseTab(index)
        }
        IconButton {
            objectName: "refreshOrders"
            iconName: "refresh"
            text: qsTr("刷新")
            onClicked: page.vm.refresh()
        }
    }
    AppText {
        objectName: "reviewText"
        Layout.fillWidth: true
        visible: page.vm.reviewText !== ""
        muted: true
        text: page.vm.reviewText
    }
    EmptyState {
        visible: page.vm.orders.state === "empty"
        text: qsTr("暂无数据")
        action: page.vm.tab === 0 ? qsTr("办理证书") : ""
        onActionClicked: page.vm.apply()
    }
    Repeater {
        model: page.vm.orders

        AppCard {
            id: card

            required property int index
            required property string orderId
            required title
            required property string detail
            required property int cents
            required property string stateText
            required property string stateKind
            required property string reason
            required property string action
            required property string actionText

            objectName: "order" + index
            clickable: true
            onClicked: page.vm.open(orderId)

            AppText {
                Layout.fillWidth: true
                muted: true
                text: card.detail
            }
            RowLayout {
                Layout.fillWidth: true
                Badge {
                    text: card.stateText
                    kind: card.stateKind
                }
                Item { Layout.fillWidth: true }
                MoneyText { cents: card.cents }
            }
            AppText {
                Layout.fillWidth: true
                visible: card.reason !== ""
                color: Style.danger
                text: card.reason
            }
            AppButton {
                objectName: "orderAction" + card.index
                visible: card.action !== ""
                Layout.fillWidth: true
                text: card.actionText
                onClicked: page.vm.act(card.orderId, card.action)
            }
        }
    }
    AppButton {
        visible: page.vm.orders.hasMore
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("加载更多")
        onClicked: page.vm.more()
    }
}
