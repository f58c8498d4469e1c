pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 消息通知
AppPage {
    id: page

    required property NotificationsViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    EmptyState {
        visible: page.vm.notifications.state === "empty"
        iconName: "bell"
        text: qsTr("暂无消息")
    }
    Repeater {
        model: page.vm.notifications

        AppCard {
            id: card

            required property int index
            required title
            required property string text
            required property string at
            required property bool unread

            objectName: "notification" + index

            AppText {
                Layout.fillWidth: true
                text: card.text
            }
            RowLayout {
                Layout.fillWidth: true
                AppText {
                    Layout.fillWidth: true
                    muted: true
                    level: "small"
                    text: card.at
                }
                Badge {
                    visible: card.unread
                    text: qsTr("未读")
                    kind: "info"
                }
            }
        }
    }
}
