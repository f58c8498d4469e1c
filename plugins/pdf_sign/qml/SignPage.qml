pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import PdfSign

// PDF 签名 (M3.5.3)
AppPage {
    id: page

    required property SignViewModel vm
    readonly property bool opened: vm.fileName !== ""
    property bool more: false

    viewModel: vm
    maxWidth: Style.space(300)

    FileDropArea {
        objectName: "chooseFile"
        visible: !page.opened
        Layout.fillWidth: true
        text: qsTr("将 PDF 拖到这里，或点击选择")
        iconName: "document"
        nameFilters: [qsTr("PDF 文件 (*.pdf)")]
        onChosen: url => page.vm.choose(url)
    }
    Flow {
        visible: !page.opened
        Layout.fillWidth: true
        spacing: Style.space(3)

        AppButton {
            objectName: "batchInstead"
            kind: "secondary"
            iconName: "list"
            text: qsTr("批量签名")
            onClicked: page.vm.batchInstead()
        }
        AppButton {
            objectName: "verifyInstead"
            kind: "secondary"
            iconName: "search"
            text: qsTr("验证签名")
            onClicked: page.vm.verifyInstead()
        }
    }
    GridLayout {
        visible: page.opened
        Layout.fillWidth: true
        columns: page.width > Style.space(220) ? 2 : 1
        columnSpacing: Style.space(5)
        rowSpacing: Style.space(5)

        PdfView {
            id: preview

            objectName: "pdfView"
            Layout.fillWidth: true
            Layout.preferredHeight: Style.space(150)
            Layout.alignment: Qt.AlignTop
            document: page.vm.document
            placing: page.vm.fieldName === "" && !page.vm.isCertified
            selectedField: page.vm.fieldName
            placedPage: page.vm.placedPage
            placed: page.vm.placed
            onFieldSelected: name => page.vm.chooseField(name)
            onRectanglePlaced: (number, area) => page.vm.place(number, area)
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.maximumWidth: parent.columns === 2 ? Style.space(96) : -1
            Layout.alignment: Qt.AlignTop
            spacing: Style.space(5)

            AppCard {
                title: page.vm.fileName

                AppText {
                    Layout.fillWidth: true
                    muted: true
                    text: page.vm.isCertified ? qsTr("文件已认证：可签署已有的签名域，否则签名不显示在页面上。")
                        : page.vm.freeFields.length > 0 ? qsTr("可选择已有签名域，或在页面上拖出新的位置。")
                                                        : qsTr("点击页面可放置签名，拖动可移动，也可用方向键。")
                }
                LinkText {
                    objectName: "showPlace"
                    visible: preview.placing && page.vm.pageCount > 1
                    text: qsTr("签名将放在第 %1 页，点击查看").arg(page.vm.placedPage + 1)
                    onClicked: preview.showPlaced()
                }
                Repeater {
                    model: page.vm.freeFields

                    ListRow {
                        required property string modelData

                        iconName: "pen"
                        title: modelData
                        badge: page.vm.fieldName === modelData ? qsTr("已选择") : ""
                        badgeKind: "success"
                        chevron: false
                        onClicked: page.vm.chooseField(modelData)
                    }
                }
            }
            SignerCard {
                vm: page.vm

                AppButton {
                    objectName: "more"
                    kind: "text"
                    flush: true
                    iconName: page.more ? "chevron-up" : "chevron-down"
                    text: qsTr("更多选项")
                    onClicked: page.more = !page.more
                }
                SignOptions {
                    visible: page.more
                    vm: page.vm
                }
                AppButton {
                    objectName: "sign"
                    Layout.fillWidth: true
                    text: qsTr("签名")
                    enabled: page.vm.canSign && !page.vm.busy
                    onClicked: saving.open()
                }
            }
        }
    }
    FileDialog {
        id: saving
        fileMode: FileDialog.SaveFile
        defaultSuffix: "pdf"
        nameFilters: [qsTr("PDF 文件 (*.pdf)")]
        onAccepted: page.vm.sign(selectedFile)
    }
}
