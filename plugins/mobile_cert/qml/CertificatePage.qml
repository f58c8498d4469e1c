import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import MobileCert

// 证书详情
AppPage {
    id: page

    required property OwnCertificateViewModel vm

    viewModel: vm
    retryable: vm.loadFailed
    onRetry: vm.refresh()

    AppCard {
        ListRow {
            iconName: "certificate"
            title: page.vm.subject
            subtitle: page.vm.ca
            badge: page.vm.stateText
            badgeKind: page.vm.stateKind
            chevron: false
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            text: page.vm.here ? qsTr("密钥存放在本设备，使用时需要输入 PIN。") : qsTr("密钥不在本设备上。")
        }
        AppText {
            objectName: "outdated"
            visible: page.vm.canChange
            Layout.fillWidth: true
            color: Style.warning
            text: qsTr("持有人的信息在签发后已变更，请变更证书，以免影响使用。")
        }
    }
    AppCard {
        title: qsTr("签名证书")
        KeyValueList {
            objectName: "signingFields"
            entries: page.vm.signing
        }
    }
    AppCard {
        title: qsTr("加密证书")
        KeyValueList { entries: page.vm.encryption }
    }
    AppButton {
        objectName: "change"
        visible: page.vm.canChange
        Layout.fillWidth: true
        text: qsTr("证书变更")
        onClicked: page.vm.begin("certificate_change")
    }
    AppButton {
        objectName: "reissue"
        visible: page.vm.canReissue
        Layout.fillWidth: true
        text: qsTr("补发到本设备")
        onClicked: page.vm.begin("certificate_reissue")
    }
    AppButton {
        objectName: "renew"
        visible: page.vm.canRenew
        Layout.fillWidth: true
        kind: page.vm.canReissue ? "secondary" : "primary"
        text: qsTr("证书续期")
        onClicked: page.vm.begin("certificate_renew")
    }
    AppButton {
        objectName: "changeSeals"
        visible: page.vm.canChangeSeals
        Layout.fillWidth: true
        kind: "secondary"
        iconName: "seal"
        text: qsTr("印章变更")
        onClicked: page.vm.begin("seal_change")
    }
    AppButton {
        objectName: "changePin"
        visible: page.vm.here
        Layout.fillWidth: true
        kind: "secondary"
        iconName: "key"
        text: qsTr("修改 PIN")
        onClicked: page.vm.changePin()
    }
    AppButton {
        objectName: "calendar"
        visible: page.vm.canRenew
        Layout.fillWidth: true
        kind: "secondary"
        iconName: "clock"
        text: qsTr("添加到期提醒到日历")
        onClicked: calendar.open()
    }
    AppButton {
        objectName: "showAll"
        visible: page.vm.here
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("全部字段")
        onClicked: page.vm.showAll()
    }
    AppButton {
        objectName: "revoke"
        visible: page.vm.canRevoke
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("证书注销")
        onClicked: page.vm.begin("certificate_revoke")
    }
    FileDialog {
        id: calendar
        fileMode: FileDialog.SaveFile
        defaultSuffix: "ics"
        nameFilters: [qsTr("日历文件 (*.ics)")]
        onAccepted: page.vm.saveCalendar(selectedFile)
    }
}
