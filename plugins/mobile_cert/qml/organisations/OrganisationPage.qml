pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 我的机构 (M3.3.10)
AppPage {
    id: page

    required property OrganisationViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    AppCard {
        title: qsTr("机构信息")

        KeyValueList {
            objectName: "organisationFacts"
            entries: page.vm.facts
        }
    }
    AppCard {
        visible: page.vm.administrator

        ListRow {
            objectName: "openOrganisationChange"
            iconName: "building"
            title: qsTr("机构信息变更")
            subtitle: qsTr("名称、营业执照、法定代表人")
            onClicked: page.vm.change()
        }
        ListRow {
            objectName: "openTransfer"
            iconName: "users"
            title: qsTr("管理员转让")
            subtitle: qsTr("转让给另一名员工，需签署授权委托书")
            onClicked: page.vm.transfer()
        }
    }
    SegmentedTabs {
        objectName: "memberTabs"
        Layout.fillWidth: true
        titles: [qsTr("机构成员"), page.vm.waiting > 0 ? qsTr("加入申请（%1）").arg(page.vm.waiting) : qsTr("加入申请"), qsTr("邀请")]
        index: page.vm.tab
        onSelected: index => page.vm.chooseTab(index)
    }
    AppButton {
        objectName: "invite"
        visible: page.vm.tab !== 1
        Layout.fillWidth: true
        kind: "secondary"
        iconName: "plus"
        text: qsTr("邀请")
        onClicked: page.vm.invite()
    }
    EmptyState {
        visible: page.vm.members.state === "empty"
        iconName: "users"
        text: qsTr("暂无数据")
    }
    Repeater {
        model: page.vm.members

        AppCard {
            id: card

            required property int index
            required property string membershipId
            required title
            required property string detail
            required property string stateText
            required property string stateKind
            required property string reason
            required property bool canDecide
            required property bool canRevoke

            objectName: "member" + index
            clickable: !canDecide && !canRevoke
            onClicked: page.vm.open(membershipId)

            RowLayout {
                Layout.fillWidth: true
                AppText {
                    Layout.fillWidth: true
                    muted: true
                    text: card.detail
                }
                Badge {
                    text: card.stateText
                    kind: card.stateKind
                }
            }
            RowLayout {
                visible: card.canDecide
                Layout.fillWidth: true
                spacing: Style.space(3)
                AppButton {
                    objectName: "reject" + card.index
                    Layout.fillWidth: true
                    kind: "secondary"
                    text: qsTr("拒绝")
                    onClicked: page.vm.reject(card.membershipId)
                }
                AppButton {
                    objectName: "approve" + card.index
                    Layout.fillWidth: true
                    text: qsTr("同意")
                    onClicked: page.vm.approve(card.membershipId)
                }
            }
            AppButton {
                objectName: "revoke" + card.index
                visible: card.canRevoke
                Layout.fillWidth: true
                kind: "secondary"
                text: qsTr("取消邀请")
                onClicked: page.vm.revoke(card.membershipId)
            }
        }
    }
}
