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
            onEdited: page.vm.dirty = true
        }
        AppTextField {
            id: contact
            objectName: "contact"
            label: qsTr("联系方式（选填）")
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
        visible: page.vm.receipt !== ""
        iconName: "check"
        text: qsTr("举报已受理，回执编号 %1").arg(page.vm.receipt)
    }
}
