pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// 进度查询 (M3.5.6.3)
AppPage {
    id: page

    required property ProgressViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    RowLayout {
        Layout.fillWidth: true
        AppText {
            Layout.fillWidth: true
            level: "heading"
            text: qsTr("办理进度")
        }
        IconButton {
            objectName: "refreshProgress"
            iconName: "refresh"
            text: qsTr("刷新")
            onClicked: page.vm.refresh()
        }
    }
    EmptyState {
        visible: page.vm.applications.state === "empty"
        text: page.vm.notOfPhone ? qsTr("申请 %1 不是用此手机号码提交的。请使用申请时的手机号码。").arg(page.vm.number) : qsTr("此手机号码没有办理记录")
    }
    AppButton {
        objectName: "showAll"
        visible: page.vm.number !== ""
        Layout.fillWidth: true
        kind: "secondary"
        text: qsTr("显示此手机号码的全部申请")
        onClicked: page.vm.showAll()
    }
    AppButton {
        objectName: "scanReceipt"
        visible: page.vm.applications.state === "empty"
        Layout.fillWidth: true
        kind: "secondary"
        iconName: "scan"
        text: qsTr("扫描受理二维码")
        onClicked: page.vm.scan()
    }
    Repeater {
        model: page.vm.applications

        AppCard {
            id: card

            required property int index
            required property string applicationId
            required title
            required property string detail
            required property string stateText
            required property string stateKind
            required property string reason
            required property bool canInstall

            objectName: "application" + index

            AppText {
                Layout.fillWidth: true
                muted: true
                text: card.detail
            }
            Badge {
                text: card.stateText
                kind: card.stateKind
            }
            AppText {
                Layout.fillWidth: true
                visible: card.reason !== ""
                color: Style.danger
                text: card.reason
            }
            AppButton {
                objectName: "install" + card.index
                visible: card.canInstall
                Layout.fillWidth: true
                text: qsTr("安装到介质")
                onClicked: page.vm.install(card.applicationId)
            }
        }
    }
}
