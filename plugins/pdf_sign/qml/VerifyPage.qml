pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import PdfSign

// 验证签名: who, when, intact, trusted by what, and what changed after signing.
AppPage {
    id: page

    required property VerifyViewModel vm

    viewModel: vm
    maxWidth: Style.space(300)

    FileDropArea {
        objectName: "chooseFile"
        visible: page.vm.fileName === ""
        Layout.fillWidth: true
        text: qsTr("将 PDF 拖到这里，或点击选择")
        iconName: "document"
        nameFilters: [qsTr("PDF 文件 (*.pdf)")]
        onChosen: url => page.vm.choose(url)
    }
    AppCard {
        visible: page.vm.checked
        title: page.vm.fileName

        Flow {
            Layout.fillWidth: true
            spacing: Style.space(3)
            Badge {
                objectName: "overall"
                text: page.vm.signatures.count === 0 ? qsTr("没有签名") : page.vm.allValid ? qsTr("全部签名有效") : qsTr("存在问题")
                kind: page.vm.signatures.count === 0 ? "neutral" : page.vm.allValid ? "success" : "danger"
            }
            AppButton {
                objectName: "saveReport"
                visible: page.vm.signatures.count > 0
                kind: "text"
                iconName: "download"
                text: qsTr("保存报告")
                onClicked: saving.open()
            }
            AppButton {
                objectName: "extend"
                visible: page.vm.extensible
                kind: "text"
                iconName: "clock"
                text: qsTr("延长有效期")
                onClicked: extending.open()
            }
            AppButton {
                objectName: "signThis"
                kind: "secondary"
                iconName: "pen"
                text: qsTr("签署此文件")
                onClicked: page.vm.signThis()
            }
        }
    }
    Repeater {
        model: page.vm.signatures

        AppCard {
            id: card

            required property int index
            required property string signer
            required property string verdict
            required property string kind
            required property var facts

            objectName: "signature" + index
            title: card.signer

            Badge {
                text: card.verdict
                kind: card.kind
            }
            KeyValueList { entries: card.facts }
        }
    }
    PdfView {
        visible: page.vm.fileName !== ""
        Layout.fillWidth: true
        Layout.preferredHeight: Style.space(150)
        document: page.vm.document
    }
    FileDialog {
        id: saving
        fileMode: FileDialog.SaveFile
        defaultSuffix: "txt"
        onAccepted: page.vm.saveReport(selectedFile)
    }
    FileDialog {
        id: extending
        fileMode: FileDialog.SaveFile
        defaultSuffix: "pdf"
        nameFilters: [qsTr("PDF 文件 (*.pdf)")]
        onAccepted: page.vm.extend(selectedFile)
    }
}
