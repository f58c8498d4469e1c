import QtCore
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import LegacyToken

// Every field and extension of a certificate, its standing and its issuers, and how it is handed on. All plain text.
AppPage {
    id: page

    required property CertificateViewModel vm

    // what the file that is being chosen will hold
    property string kind: "pem"

    function exportAs(kind: string, suffix: string): void {
        page.kind = kind
        saving.defaultSuffix = suffix
        saving.selectedFile = StandardPaths.writableLocation(StandardPaths.DocumentsLocation) + "/" + page.vm.fileName + "." + suffix
        saving.open()
    }

    viewModel: vm

    AppCard {
        visible: page.vm.subject !== ""

        ListRow {
            objectName: "certificateHead"
            iconName: page.vm.icon
            title: page.vm.subject
            subtitle: page.vm.purpose
            badge: page.vm.state
            badgeKind: page.vm.stateKind
            chevron: false
        }
        KeyValueList {
            objectName: "certificateFields"
            entries: page.vm.fields
        }
    }
    AppCard {
        visible: page.vm.subject !== ""
        title: qsTr("信任与注销状态")

        Badge {
            objectName: "standing"
            visible: page.vm.standingText !== ""
            text: page.vm.standingText
            kind: page.vm.standingKind
        }
        KeyValueList {
            visible: page.vm.standing.length > 0
            entries: page.vm.standing
        }
        AppButton {
            objectName: "check"
            kind: "secondary"
            iconName: "refresh"
            text: qsTr("查询状态")
            enabled: !page.vm.busy
            onClicked: page.vm.check()
        }
    }
    AppCard {
        visible: page.vm.subject !== ""
        title: qsTr("分享证书")

        Flow {
            Layout.fillWidth: true
            spacing: Style.space(3)
            AppButton {
                objectName: "exportPem"
                kind: "secondary"
                iconName: "download"
                text: "PEM"
                onClicked: page.exportAs("pem", "pem")
            }
            AppButton {
                objectName: "exportDer"
                kind: "secondary"
                iconName: "download"
                text: "DER"
                onClicked: page.exportAs("der", "cer")
            }
            AppButton {
                objectName: "exportText"
                kind: "secondary"
                iconName: "document"
                text: qsTr("文本")
                onClicked: page.exportAs("text", "txt")
            }
            AppButton {
                objectName: "copyPem"
                kind: "secondary"
                iconName: "copy"
                text: qsTr("复制")
                onClicked: page.vm.copyPem()
            }
            AppButton {
                objectName: "mail"
                visible: !Style.kiosk
                kind: "secondary"
                iconName: "mail"
                text: qsTr("邮件")
                onClicked: page.vm.mail()
            }
            AppButton {
                objectName: "toggleQr"
                kind: "secondary"
                iconName: "qr"
                text: page.vm.qr === "" ? qsTr("显示二维码") : qsTr("收起二维码")
                onClicked: page.vm.toggleQr()
            }
        }
        QrImage {
            objectName: "qr"
            visible: page.vm.qr !== ""
            Layout.preferredWidth: Math.min(Style.space(110), page.width - Style.space(24))
            Layout.preferredHeight: Layout.preferredWidth
            Layout.alignment: Qt.AlignHCenter
            source: page.vm.qr
            name: qsTr("证书的二维码")
        }
    }
    AppCard {
        visible: page.vm.extensions.length > 0
        title: qsTr("扩展（● 为关键扩展）")

        KeyValueList { entries: page.vm.extensions }
    }
    AppCard {
        visible: page.vm.chain.length > 0
        title: qsTr("证书链")

        KeyValueList { entries: page.vm.chain }
    }
    FileDialog {
        id: saving
        fileMode: FileDialog.SaveFile
        onAccepted: {
            if (page.kind === "pem")
                page.vm.savePem(selectedFile)
            else if (page.kind === "der")
                page.vm.saveDer(selectedFile)
            else
                page.vm.saveText(selectedFile)
        }
    }
}
