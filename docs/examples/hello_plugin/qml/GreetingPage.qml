import QtQuick
import QtQuick.Layouts
import SecureClient
import HelloPlugin

// 问候: the example plugin's page.
AppPage {
    id: page

    required property GreetingViewModel vm

    viewModel: vm

    FormField {
        objectName: "name"
        Layout.fillWidth: true
        field: page.vm.name
        label: qsTr("姓名")
        onAccepted: page.vm.greet()
    }
    AppButton {
        objectName: "greet"
        text: qsTr("问候")
        enabled: !page.vm.busy
        onClicked: page.vm.greet()
    }
    AppText {
        objectName: "greeting"
        Layout.fillWidth: true
        visible: page.vm.greeting !== ""
        level: "title"
        text: page.vm.greeting
    }
    AppText {
        objectName: "count"
        Layout.fillWidth: true
        muted: true
        text: qsTr("已问候 %1 次").arg(page.vm.count)
    }
}
