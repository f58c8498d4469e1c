import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert
import ".."

// 上传附件: the form by mail, its stamped scan back
WizardStep {
    id: step

    required property FlowViewModel vm

    AppCard {
        title: qsTr("申请书模板")

        AppText {
            Layout.fillWidth: true
            text: qsTr("请将申请表发送到邮箱，打印后在对应区域盖章、签字，再上传扫描件或照片。")
        }
        FormField {
            objectName: "formEmail"
            field: step.vm.attachment.email
            label: qsTr("接收邮箱")
        }
        AppButton {
            objectName: "mailForm"
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "mail"
            text: qsTr("发送到邮箱")
            onClicked: step.vm.attachment.mailForm()
        }
    }
    AppCard {
        title: qsTr("上传证书申请表")

        PhotoHint {
            text: qsTr("请保证照片真实、清晰，印章和字迹可以识别。")
        }
        Picture {
            visible: step.vm.attachment.source.toString() !== ""
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(width * 1.2, Style.space(100))
            source: step.vm.attachment.source
            name: qsTr("已选择的申请表")
        }
        FileDropArea {
            objectName: "attachmentFile"
            text: step.vm.attachment.fileName !== "" ? step.vm.attachment.fileName : qsTr("申请表（JPG、PNG 或 PDF）")
            iconName: "upload"
            nameFilters: [qsTr("图片和 PDF (*.jpg *.jpeg *.png *.pdf)")]
            onChosen: file => step.vm.attachment.chooseFile(file)
        }
        AppButton {
            objectName: "photographForm"
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "camera"
            text: qsTr("拍照")
            onClicked: step.vm.attachment.photograph()
        }
        AppText {
            objectName: "attached"
            Layout.fillWidth: true
            visible: step.vm.attachment.attached
            color: Style.success
            text: qsTr("申请表已上传，可重新选择文件替换。")
        }
    }
}
