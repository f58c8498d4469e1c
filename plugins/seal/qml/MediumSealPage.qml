import QtQuick
import QtQuick.Layouts
import SecureClient
import Seals

// 电子签章 on a medium: the picture that it keeps, and a new one drawn by hand.
AppPage {
    id: page

    required property MediumSealViewModel vm

    viewModel: vm

    NoMedium {
        objectName: "noMedium"
        visible: page.vm.mediumIndex < 0
        vm: page.vm
        text: qsTr("没有可保存签章图片的介质，请插入 USBKey 或智能卡。")
    }
    AppCard {
        visible: page.vm.mediumIndex >= 0
        title: qsTr("介质中的签章图片")

        AppComboBox {
            objectName: "medium"
            label: qsTr("介质")
            model: page.vm.media
            currentIndex: page.vm.mediumIndex
            onActivated: index => page.vm.choose(index)
        }
        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            visible: page.vm.picture !== ""
            implicitWidth: Math.min(Style.space(60), page.width - Style.space(24))
            implicitHeight: Style.space(35)
            radius: Style.radius
            color: Style.paper
            border.width: Style.lineWidth
            border.color: Style.line

            Picture {
                objectName: "keptPicture"
                anchors.fill: parent
                anchors.margins: Style.space(3)
                source: page.vm.picture
                name: qsTr("介质中的签章图片")
            }
        }
        AppText {
            objectName: "keptName"
            Layout.fillWidth: true
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: page.vm.keptName
        }
        AppText {
            Layout.fillWidth: true
            visible: page.vm.picture === ""
            muted: true
            text: qsTr("此介质中还没有签章图片。")
        }
        AppButton {
            objectName: "erasePicture"
            visible: page.vm.picture !== ""
            kind: "text"
            flush: true
            iconName: "trash"
            text: qsTr("删除")
            enabled: !page.vm.busy
            onClicked: page.vm.erase()
        }
    }
    AppCard {
        visible: page.vm.mediumIndex >= 0 && page.vm.draft === ""
        title: qsTr("手写新的签章")

        HandwritingPad {
            handwriting: page.vm.handwriting
            saveVisible: false
        }
        AppTextField {
            objectName: "draftName"
            label: qsTr("签章名称")
            maximumLength: 30
            text: page.vm.draftName
            onEdited: value => page.vm.draftName = value
        }
        AppButton {
            objectName: "writePicture"
            Layout.fillWidth: true
            text: qsTr("写入介质")
            enabled: !page.vm.busy && !page.vm.handwriting.blank
            onClicked: page.vm.preview()
        }
    }
    AppCard {
        visible: page.vm.mediumIndex >= 0 && page.vm.draft !== ""
        title: qsTr("预览")

        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            implicitWidth: Math.min(Style.space(60), page.width - Style.space(24))
            implicitHeight: Style.space(35)
            radius: Style.radius
            color: Style.paper
            border.width: Style.lineWidth
            border.color: Style.line

            Picture {
                objectName: "draftPicture"
                anchors.fill: parent
                anchors.margins: Style.space(3)
                source: page.vm.draft
                name: page.vm.draftName
            }
        }
        AppText {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: page.vm.draftName
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            text: page.vm.picture === "" ? qsTr("确定后输入介质的 PIN。") : qsTr("确定后输入介质的 PIN，介质中原有的图片将被替换。")
        }
        AppButton {
            objectName: "confirmWrite"
            Layout.fillWidth: true
            text: qsTr("确定")
            enabled: !page.vm.busy
            onClicked: page.vm.write()
        }
        AppButton {
            objectName: "redraw"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("返回修改")
            enabled: !page.vm.busy
            onClicked: page.vm.redraw()
        }
    }
}
