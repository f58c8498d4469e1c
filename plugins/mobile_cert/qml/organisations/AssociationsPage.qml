pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 历史关联 (M3.3.7), 管理身份 (M3.3.8.2)
AppPage {
    id: page

    required property AssociationsViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    EmptyState {
        visible: page.vm.associations.state === "empty"
        iconName: "building"
        text: qsTr("暂无关联记录")
    }
    Repeater {
        model: page.vm.associations

        AppCard {
            id: card

            required property int index
            required property string membershipId
            required title
            required property string creditCode
            required property string role
            required property string at
            required property string stateText
            required property string stateKind
            required property string reason
            required property bool canWithdraw
            required property bool canAnswer
            required property bool canLeave

            objectName: "association" + index

            AppText {
                Layout.fillWidth: true
                muted: true
                text: card.creditCode
            }
            RowLayout {
                Layout.fillWidth: true
                Badge {
                    text: card.stateText
                    kind: card.stateKind
                }
                AppText {
                    Layout.fillWidth: true
                    muted: true
                    text: card.role + " · " + card.at
                }
            }
            AppText {
                Layout.fillWidth: true
                visible: card.reason !== ""
                color: Style.danger
                text: card.reason
            }
            AppButton {
                objectName: "acceptInvitation" + card.index
                visible: card.canAnswer
                Layout.fillWidth: true
                text: qsTr("接受邀请")
                onClicked: page.vm.accept(card.membershipId)
            }
            AppButton {
                objectName: "declineInvitation" + card.index
                visible: card.canAnswer
                Layout.fillWidth: true
                kind: "secondary"
                text: qsTr("谢绝")
                onClicked: page.vm.decline(card.membershipId)
            }
            AppButton {
                objectName: "withdrawRequest" + card.index
                visible: card.canWithdraw
                Layout.fillWidth: true
                kind: "secondary"
                text: qsTr("撤回申请")
                onClicked: page.vm.withdraw(card.membershipId)
            }
            AppButton {
                objectName: "leaveOrganisation" + card.index
                visible: card.canLeave
                Layout.fillWidth: true
                kind: "danger"
                text: qsTr("退出机构")
                onClicked: page.vm.leave(card.membershipId)
            }
        }
    }
}
