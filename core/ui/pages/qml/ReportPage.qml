pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

AppPage {
    id: page

    required property ReportViewModel vm

    viewModel: vm

    AppCard {
        visible: page.vm.receipt === ""

        AppComboBox {
            id: category
            objectName: "category"
            label: qsTr("举报类型")
            model: page.vm.categories
            currentIndex: 0
            onActivated: index => category.currentIndex = index
        }
        AppTextField {
            id: content
            objectName: "content"
            label: qsTr("举报内容")
            help: qsTr("请描述时间、地点和经过，至少 5 个字")
            maximumLength: 2000
            onEdited: page.vm.dirty = true
        }
        AppTextField {
            id: contact
            objectName: "contact"
            label: qsTr("联系方式（选填）")
            maximumLength: 100
            onEdited: page.vm.dirty = true
        }
        FileDropArea {
            objectName: "addPicture"
            visible: page.vm.canAttach
            text: qsTr("添加图片（选填，最多 9 张）")
            nameFilters: [qsTr("图片 (*.png *.jpg *.jpeg)")]
            onChosen: file => page.vm.attach(file)
        }
        Repeater {
            model: page.vm.pictures
            delegate: RowLayout {
                id: picture

                required property int index
                required property string modelData

                Layout.fillWidth: true
                AppText {
                    Layout.fillWidth: true
                    elide: Text.ElideMiddle
                    maximumLineCount: 1
                    text: picture.modelData
                }
                IconButton {
                    objectName: "removePicture_" + picture.index
                    iconName: "close"
                    text: qsTr("移除图片 %1").arg(picture.modelData)
                    onClicked: page.vm.detach(picture.index)
                }
            }
        }
        AppButton {
            objectName: "send"
            Layout.fillWidth: true
            text: qsTr("提交")
            enabled: !page.vm.busy && content.text.trim().length >= 5
            onClicked: page.vm.send(category.currentIndex, content.text, contact.text)
        }
    }
    EmptyState {
        objectName: "receipt"
        visible: page.vm.receipt !== ""
        iconName: "check"
        text: qsTr("举报已受理，回执编号 %1").arg(page.vm.receipt)
    }
}
