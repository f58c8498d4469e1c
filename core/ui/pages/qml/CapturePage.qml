import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

// 拍摄证件: the camera, then the picture that was taken
AppPage {
    id: page

    required property CaptureViewModel vm

    viewModel: vm

    AppText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        text: page.vm.taken ? qsTr("请确认照片清晰、完整，文字可以辨认。") : page.vm.hint
    }
    Viewfinder {
        objectName: "finder"
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(width * 0.75, Style.space(115))
        source: page.vm.preview
        waiting: page.vm.looking
        framed: !page.vm.taken
        frameRatio: page.vm.ratio
        hint: page.vm.looking ? qsTr("正在打开摄像头…")
            : page.vm.cameraMissing ? qsTr("没有找到摄像头。可以连接摄像头后重试，或返回选择图片文件。")
            : qsTr("摄像头已关闭。")
    }
    AppComboBox {
        objectName: "cameras"
        Layout.fillWidth: true
        visible: page.vm.cameraNames.length > 1 && !page.vm.taken
        label: qsTr("摄像头")
        model: page.vm.cameraNames
        currentIndex: page.vm.cameraIndex
        onActivated: index => page.vm.useCamera(index)
    }
    AppButton {
        objectName: "shoot"
        visible: page.vm.looking
        enabled: page.vm.preview !== ""
        Layout.fillWidth: true
        iconName: "camera"
        text: qsTr("拍照")
        onClicked: page.vm.shoot()
    }
    AppButton {
        objectName: "usePicture"
        visible: page.vm.taken
        Layout.fillWidth: true
        text: qsTr("使用照片")
        onClicked: page.vm.use()
    }
    AppButton {
        objectName: "shootAgain"
        visible: !page.vm.looking
        Layout.fillWidth: true
        kind: "secondary"
        text: page.vm.taken ? qsTr("重拍") : qsTr("重试")
        onClicked: page.vm.useCamera(page.vm.cameraIndex)
    }
}
