pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import PdfSign

// 批量签名: many files, one PIN, a result for each; what failed can be tried again alone.
AppPage {
    id: page

    required property BatchViewModel vm

    viewModel: vm
    maxWidth: Style.space(300)

    GridLayout {
        Layout.fillWidth: true
        columns: page.width > Style.space(220) ? 2 : 1
        columnSpacing: Style.space(5)
        rowSpacing: Style.space(5)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Style.space(5)

            FileDropArea {
                objectName: "chooseFiles"
                several: true
                visible: !page.vm.busy
                text: qsTr("将多个 PDF 拖到这里，或点击选择")
                nameFilters: [qsTr("PDF 文件 (*.pdf)")]
                onChosenAll: files => page.vm.add(files)
            }
            AppCard {
                visible: page.vm.files.count > 0
                title: qsTr("文件（共 %1 个，已签名 %2 个）").arg(page.vm.files.count).arg(page.vm.signedCount)

                Repeater {
                    model: page.vm.files

                    RowLayout {
                        id: file

                        required property int index
                        required property string fileName
                        required property string folder
                        required property string badge
                        required property string badgeKind
                        required property string problem

                        Layout.fillWidth: true
                        spacing: Style.space(2)

                        ListRow {
                            // a phone has place for the last folder only
                            readonly property string place: Style.compact ? file.folder.replace(/^.*[\/\\]/, "…/") : file.folder

                            objectName: "file" + file.index
                            Layout.rightMargin: 0
                            iconName: "document"
                            title: file.fileName
                            subtitle: file.problem !== "" ? file.problem : place
                            badge: file.badge
                            badgeKind: file.badgeKind
                            selected: page.vm.previewed === file.index
                            chevron: false
                            onClicked: page.vm.preview(file.index)
                        }
                        IconButton {
                            objectName: "removeFile" + file.index
                            visible: !page.vm.busy
                            iconName: "close"
                            text: qsTr("移除 %1").arg(file.fileName)
                            onClicked: page.vm.remove(file.index)
                        }
                    }
                }
            }
            PdfView {
                objectName: "preview"
                visible: page.vm.previewed >= 0
                Layout.fillWidth: true
                Layout.preferredHeight: Style.space(120)
                document: page.vm.document
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.maximumWidth: parent.columns === 2 ? Style.space(96) : -1
            Layout.alignment: Qt.AlignTop
            spacing: Style.space(5)

            SignerCard {
                vm: page.vm

                ListRow {
                    objectName: "folder"
                    iconName: "download"
                    title: qsTr("保存位置")
                    subtitle: page.vm.folder !== "" ? page.vm.folder : qsTr("与原文件相同的文件夹")
                    onClicked: choosing.open()
                }
                AppButton {
                    objectName: "signAll"
                    Layout.fillWidth: true
                    text: qsTr("全部签名")
                    enabled: page.vm.canSign && !page.vm.busy
                    onClicked: page.vm.sign()
                }
                AppButton {
                    objectName: "retryFailed"
                    Layout.fillWidth: true
                    visible: page.vm.failedCount > 0
                    kind: "secondary"
                    iconName: "refresh"
                    text: qsTr("重试失败的文件（%1）").arg(page.vm.failedCount)
                    enabled: page.vm.canSign && !page.vm.busy
                    onClicked: page.vm.retry()
                }
            }
        }
    }
    FolderDialog {
        id: choosing
        onAccepted: page.vm.chooseFolder(selectedFolder)
    }
}
