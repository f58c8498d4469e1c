import QtQuick
import QtQuick.Layouts
import SecureClient
import SelfService

// 短信解锁 (M3.5.8.1)
AppPage {
    id: page

    required property UnlockViewModel vm

    function submit(): void {
        page.vm.unlock(newPin.text, repeatedPin.text)
        newPin.clear()
        repeatedPin.clear()
    }

    viewModel: vm

    OwnTokenCard { vm: page.vm }
    AppCard {
        visible: page.vm.mediumIndex >= 0 && page.vm.phone !== "" && !page.vm.done
        title: qsTr("设置新的 PIN")

        AppTextField {
            id: newPin
            objectName: "newPin"
            secret: true
            label: qsTr("新 PIN")
        }
        AppTextField {
            id: repeatedPin
            objectName: "repeatedPin"
            secret: true
            label: qsTr("再次输入新 PIN")
            error: page.vm.problem
            onAccepted: page.submit()
        }
        AppButton {
            objectName: "unlock"
            Layout.fillWidth: true
            text: qsTr("解 锁")
            busy: page.vm.busy
            onClicked: page.submit()
        }
    }
    EmptyState {
        objectName: "unlocked"
        visible: page.vm.done
        iconName: "check"
        text: qsTr("介质已解锁，请使用新的 PIN。")
    }
}
